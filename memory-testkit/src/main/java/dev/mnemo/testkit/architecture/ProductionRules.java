package dev.mnemo.testkit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds for all production code, whichever module it is part of. */
public interface ProductionRules {

  /** The package whose code is looked at, with everything below it. */
  String packageUnderTest();

  /** The packages of the system that the code belongs to or extends. */
  default Packages packages() {
    return Packages.MNEMO;
  }

  /** The production classes to look at. */
  default JavaClasses production() {
    return Packages.production(packageUnderTest());
  }

  @Test
  default void standardStreamsShouldBelongToTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage(Packages.below(packages().commandLine()))
        .should()
        .accessTargetWhere(isStandardStream())
        .because("libraries log, and only the command line speaks to the terminal")
        .check(production());
  }

  @Test
  default void exceptionsShouldBeDeclaredInTheDomain() {
    classes()
        .that()
        .resideOutsideOfPackage(Packages.below(packages().exceptions()))
        .should()
        .notBeAssignableTo(Throwable.class)
        .because("callers act on the exceptions of the domain, and on no others")
        .allowEmptyShould(true)
        .check(production());
  }

  @Test
  default void packagesShouldNotFormCycles() {
    slices()
        .matching(packageUnderTest() + ".(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(production());
  }

  private static DescribedPredicate<JavaAccess<?>> isStandardStream() {
    return describe(
        "a standard stream",
        access -> {
          AccessTarget target = access.getTarget();
          return target.getOwner().isEquivalentTo(System.class)
                  && Set.of("in", "out", "err", "console").contains(target.getName())
              || target.getOwner().isAssignableTo(Throwable.class)
                  && target.getName().equals("printStackTrace")
                  && target instanceof AccessTarget.CodeUnitCallTarget call
                  && call.getRawParameterTypes().isEmpty();
        });
  }
}
