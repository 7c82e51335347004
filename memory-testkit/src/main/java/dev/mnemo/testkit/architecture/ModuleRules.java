package dev.mnemo.testkit.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;

import com.tngtech.archunit.core.domain.JavaModifier;
import org.junit.jupiter.api.Test;

/** Guice modules, in adapters and in bootstrap. */
public interface ModuleRules extends ProductionRules {

  /** The type that every Guice module implements. */
  String GUICE_MODULE = "com.google.inject.Module";

  @Test
  default void modulesShouldBeFinal() {
    classes()
        .that()
        .areAssignableTo(GUICE_MODULE)
        .and()
        .areNotAnonymousClasses()
        .should()
        .haveModifier(JavaModifier.FINAL)
        .allowEmptyShould(true)
        .check(production());
  }

  @Test
  default void fieldsOfModulesShouldBeFinal() {
    fields()
        .that()
        .areDeclaredInClassesThat()
        .areAssignableTo(GUICE_MODULE)
        .should()
        .beFinal()
        .allowEmptyShould(true)
        .check(production());
  }
}
