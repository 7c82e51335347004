package dev.mnemo.testkit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.time.Clock;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** What holds for all production code but bootstrap, which alone knows the world outside. */
public interface InjectionRules extends ProductionRules {

  @Test
  default void timeIdsAndTheEnvironmentShouldBeInjected() {
    noClasses()
        .should()
        .accessTargetWhere(isAmbient())
        .because("clock, ids, randomness and settings are handed in by bootstrap")
        .check(production());
  }

  private static DescribedPredicate<JavaAccess<?>> isAmbient() {
    Map<Class<?>, Set<String>> methods =
        Map.of(
            System.class, Set.of("currentTimeMillis", "getenv", "getProperty", "getProperties"),
            Clock.class, Set.of("systemUTC", "systemDefaultZone", "system"),
            UUID.class, Set.of("randomUUID"),
            Math.class, Set.of("random"),
            ThreadLocalRandom.class, Set.of("current"),
            Random.class, Set.of("<init>"),
            SplittableRandom.class, Set.of("<init>"));
    return describe(
        "the ambient clock, ids, randomness or environment",
        access -> {
          AccessTarget target = access.getTarget();
          JavaClass owner = target.getOwner();
          boolean timeOfDay =
              owner.getPackageName().equals("java.time") && target.getName().equals("now");
          return timeOfDay && takesNoClock(target)
              || methods.entrySet().stream()
                  .filter(one -> owner.isEquivalentTo(one.getKey()))
                  .anyMatch(one -> one.getValue().contains(target.getName()));
        });
  }

  private static boolean takesNoClock(AccessTarget target) {
    return target instanceof AccessTarget.CodeUnitCallTarget call
        && call.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
  }
}
