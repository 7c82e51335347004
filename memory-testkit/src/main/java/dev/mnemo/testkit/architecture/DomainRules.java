package dev.mnemo.testkit.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;

/** The domain: model, driven ports and exceptions. */
public interface DomainRules extends InjectionRules {

  @Override
  default String packageUnderTest() {
    return packages().domain();
  }

  @Test
  default void theDomainShouldDependOnTheJdkAlone() {
    classes()
        .that()
        .resideInAPackage(Packages.below(packages().domain()))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", Packages.below(packages().domain()))
        .check(production());
  }

  @Test
  default void portsShouldBeInterfaces() {
    classes()
        .that()
        .resideInAPackage(Packages.below(packages().ports()))
        .and()
        .areTopLevelClasses()
        .and()
        .doNotHaveSimpleName("package-info")
        .should()
        .beInterfaces()
        .andShould()
        .bePublic()
        .check(production());
  }

  @Test
  default void portMethodsShouldBeAbstract() {
    methods()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage(Packages.below(packages().ports()))
        .and()
        .areDeclaredInClassesThat()
        .areInterfaces()
        .should()
        .haveModifier(JavaModifier.ABSTRACT)
        .because("an operation that an adapter may leave out belongs to another port")
        .check(production());
  }

  @Test
  default void modelTypesShouldBeValues() {
    classes()
        .that()
        .resideInAPackage(Packages.below(packages().model()))
        .and()
        .areNotAnonymousClasses()
        .and()
        .doNotHaveModifier(JavaModifier.SYNTHETIC)
        .and()
        .doNotHaveSimpleName("package-info")
        .should(beValues())
        .check(production());
  }

  private static ArchCondition<JavaClass> beValues() {
    return new ArchCondition<>(
        "be records, enums, sealed interfaces, or final with private constructors and final fields") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean value =
            type.isRecord()
                || type.isEnum()
                || type.isInterface() && type.reflect().isSealed()
                || isClosed(type);
        events.add(new SimpleConditionEvent(type, value, type.getName() + " is no value"));
      }
    };
  }

  private static boolean isClosed(JavaClass type) {
    return !type.isInterface()
        && type.getModifiers().contains(JavaModifier.FINAL)
        && type.getConstructors().stream()
            .allMatch(made -> made.getModifiers().contains(JavaModifier.PRIVATE))
        && type.getFields().stream()
            .allMatch(field -> field.getModifiers().contains(JavaModifier.FINAL));
  }
}
