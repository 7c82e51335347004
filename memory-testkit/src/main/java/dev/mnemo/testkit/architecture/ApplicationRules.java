package dev.mnemo.testkit.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The application: use cases and the services behind them. */
public interface ApplicationRules extends InjectionRules {

  @Override
  default String packageUnderTest() {
    return packages().application();
  }

  @Test
  default void theApplicationShouldDependOnTheDomainAlone() {
    String[] allowed =
        Stream.concat(
                Stream.of(Packages.EVERYWHERE),
                Stream.of(
                    "org.slf4j..",
                    Packages.below(packages().domain()),
                    Packages.below(packages().application())))
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage(Packages.below(packages().application()))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed)
        .check(production());
  }

  @Test
  default void useCasesShouldHaveOneMethod() {
    classes()
        .that()
        .resideInAPackage(Packages.below(packages().useCases()))
        .and()
        .areInterfaces()
        .and()
        .areTopLevelClasses()
        .and()
        .doNotHaveSimpleName("package-info")
        .should(haveOneAbstractMethodOrBeSealed())
        .check(production());
  }

  @Test
  default void servicesShouldBePackagePrivate() {
    classes()
        .that()
        .resideInAPackage(Packages.below(packages().services()))
        .and()
        .areTopLevelClasses()
        .and()
        .haveSimpleNameNotEndingWith("Factory")
        .and()
        .doNotHaveSimpleName("package-info")
        .should()
        .bePackagePrivate()
        .because("the application shows its use cases and one factory")
        .allowEmptyShould(true)
        .check(production());
  }

  private static ArchCondition<JavaClass> haveOneAbstractMethodOrBeSealed() {
    return new ArchCondition<>("have one method, or be a sealed set of values") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        long methods =
            type.getMethods().stream()
                .filter(method -> method.getModifiers().contains(JavaModifier.ABSTRACT))
                .count();
        boolean satisfied = methods == 1 || type.reflect().isSealed();
        events.add(
            new SimpleConditionEvent(
                type, satisfied, "%s has %d methods".formatted(type.getName(), methods)));
      }
    };
  }
}
