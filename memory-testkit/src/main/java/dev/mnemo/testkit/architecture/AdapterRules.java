package dev.mnemo.testkit.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * One adapter, of mnemo or of anybody else:
 *
 * <pre>{@code
 * final class FileCacheArchitectureTest implements AdapterRules {
 *   public String packageUnderTest() { return "dev.mnemo.adapter.cache.fs"; }
 *   public Set<String> libraries() { return Set.of("com.google.inject", "com.fasterxml.jackson"); }
 * }
 * }</pre>
 */
public interface AdapterRules extends InjectionRules, ModuleRules {

  /**
   * The packages of the libraries that this adapter may use, with everything below them; the JDK
   * and the domain are always allowed, the application, bootstrap and other adapters never.
   */
  Set<String> libraries();

  /** The adapter's production classes together with its tests. */
  default JavaClasses productionAndTests() {
    return new ClassFileImporter().importPackages(packageUnderTest());
  }

  @Test
  default void anAdapterShouldDependOnTheDomainAndItsLibrariesAlone() {
    String[] allowed =
        Stream.concat(
                Stream.of(Packages.EVERYWHERE),
                Stream.concat(
                    Stream.of(packageUnderTest(), packages().domain()).map(Packages::below),
                    libraries().stream().map(Packages::below)))
            .toArray(String[]::new);
    classes().should().onlyDependOnClassesThat().resideInAnyPackage(allowed).check(production());
  }

  @Test
  default void guiceShouldStayInModules() {
    noClasses()
        .that()
        .areNotAssignableTo(GUICE_MODULE)
        .and()
        .haveSimpleNameNotEndingWith("Module")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.google.inject..", "jakarta.inject..", "javax.inject..")
        .because("everything but the wiring works without Guice")
        .check(production());
  }

  @Test
  default void publicTypesShouldBeModulesOrConfigurations() {
    classes()
        .that()
        .areTopLevelClasses()
        .and()
        .arePublic()
        .should()
        .haveSimpleNameEndingWith("Module")
        .orShould()
        .haveSimpleNameEndingWith("Config")
        .because("an adapter shows how to bind and how to configure it, nothing else")
        .check(production());
  }

  @Test
  default void everyImplementedPortShouldBeTestedByItsContract() {
    Set<String> contracts =
        productionAndTests().stream()
            .filter(type -> !type.isInterface() && !isAbstract(type))
            .flatMap(type -> type.getAllRawInterfaces().stream())
            .map(JavaClass::getSimpleName)
            .filter(name -> name.endsWith("Contract"))
            .collect(Collectors.toUnmodifiableSet());
    classes()
        .that()
        .areNotInterfaces()
        .and()
        .doNotHaveModifier(JavaModifier.ABSTRACT)
        .should(haveContractsAmong(contracts))
        .check(production());
  }

  private ArchCondition<JavaClass> haveContractsAmong(Set<String> contracts) {
    return new ArchCondition<>("implement only ports whose contracts are tested") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getAllRawInterfaces().stream()
            .filter(implemented -> implemented.getPackageName().equals(packages().ports()))
            .forEach(
                port ->
                    events.add(
                        new SimpleConditionEvent(
                            type,
                            contracts.contains(port.getSimpleName() + "Contract"),
                            "%s implements %s, and no test in %s implements %sContract"
                                .formatted(
                                    type.getName(),
                                    port.getSimpleName(),
                                    packageUnderTest(),
                                    port.getSimpleName()))));
      }
    };
  }

  private static boolean isAbstract(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.ABSTRACT);
  }
}
