package dev.mnemo.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.mnemo.testkit.Clauses;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule accepts the good sample and names the class that breaks it in the bad one. */
final class ArchitectureRulesTest {

  private static final Packages GOOD = sample("good");
  private static final Packages BAD = sample("bad");

  private static final Map<List<String>, JavaClasses> IMPORTED = new HashMap<>();

  private static final Map<String, String> EVERYWHERE =
      Map.of(
          "standardStreamsShouldBelongToTheCommandLine", "Prints",
          "exceptionsShouldBeDeclaredInTheDomain", "OwnException",
          "packagesShouldNotFormCycles", "CyclicOne");
  private static final Map<String, String> INJECTED =
      and(EVERYWHERE, Map.of("timeIdsAndTheEnvironmentShouldBeInjected", "AsksTheClock"));
  private static final Map<String, String> MODULES =
      Map.of(
          "modulesShouldBeFinal", "OpenModule",
          "fieldsOfModulesShouldBeFinal", "changing");
  private static final Map<String, String> DOMAIN =
      and(
          INJECTED,
          Map.of(
              "theDomainShouldDependOnTheJdkAlone", "UsesALibrary",
              "portsShouldBeInterfaces", "NoInterface",
              "portMethodsShouldBeAbstract", "Things.find",
              "modelTypesShouldBeValues", "Mutable"));
  private static final Map<String, String> APPLICATION =
      and(
          INJECTED,
          Map.of(
              "theApplicationShouldDependOnTheDomainAlone", "KnowsAnAdapter",
              "useCasesShouldHaveOneMethod", "TwoMethods",
              "servicesShouldBePackagePrivate", "PublicService"));
  private static final Map<String, String> ADAPTER =
      and(
          and(INJECTED, MODULES),
          Map.of(
              "anAdapterShouldDependOnTheDomainAndItsLibrariesAlone", "KnowsTheApplication",
              "guiceShouldStayInModules", "InjectsItself",
              "publicTypesShouldBeModulesOrConfigurations", "PublicThings",
              "everyImplementedPortShouldBeTestedByItsContract", "PublicThings"));
  private static final Map<String, String> BOOTSTRAP = and(EVERYWHERE, MODULES);

  @TestFactory
  Stream<DynamicTest> domainRules() {
    return check(DomainRules.class, ArchitectureRulesTest::domain, DOMAIN);
  }

  @TestFactory
  Stream<DynamicTest> applicationRules() {
    return check(ApplicationRules.class, ArchitectureRulesTest::application, APPLICATION);
  }

  @TestFactory
  Stream<DynamicTest> adapterRules() {
    return check(AdapterRules.class, ArchitectureRulesTest::adapter, ADAPTER);
  }

  @TestFactory
  Stream<DynamicTest> bootstrapRules() {
    return check(BootstrapRules.class, ArchitectureRulesTest::bootstrap, BOOTSTRAP);
  }

  @Test
  void everyRuleShouldHaveASeededViolation() {
    assertThat(DOMAIN.keySet()).containsExactlyInAnyOrderElementsOf(Clauses.of(DomainRules.class));
    assertThat(APPLICATION.keySet())
        .containsExactlyInAnyOrderElementsOf(Clauses.of(ApplicationRules.class));
    assertThat(ADAPTER.keySet())
        .containsExactlyInAnyOrderElementsOf(Clauses.of(AdapterRules.class));
    assertThat(BOOTSTRAP.keySet())
        .containsExactlyInAnyOrderElementsOf(Clauses.of(BootstrapRules.class));
  }

  @Test
  void aMistypedPackageShouldNotPass() {
    Packages mistyped = new Packages("dev.mnemoo");

    assertThat(Clauses.rejection(domain(mistyped), "theDomainShouldDependOnTheJdkAlone"))
        .isPresent();
    assertThat(
            Clauses.rejection(
                adapter(mistyped), "anAdapterShouldDependOnTheDomainAndItsLibrariesAlone"))
        .isPresent();
  }

  private static <R> Stream<DynamicTest> check(
      Class<R> rules, Function<Packages, R> over, Map<String, String> violations) {
    Stream<DynamicTest> accepts =
        Clauses.of(rules).stream()
            .map(
                rule ->
                    DynamicTest.dynamicTest(
                        rule + " accepts the good sample",
                        () -> assertThat(Clauses.rejection(over.apply(GOOD), rule)).isEmpty()));
    Stream<DynamicTest> rejects =
        violations.entrySet().stream()
            .map(
                one ->
                    DynamicTest.dynamicTest(
                        one.getKey() + " rejects " + one.getValue(),
                        () -> assertRejected(over.apply(BAD), one.getKey(), one.getValue())));
    return Stream.concat(accepts, rejects);
  }

  private static void assertRejected(Object rules, String rule, String offender) {
    Optional<Throwable> rejection = Clauses.rejection(rules, rule);
    assertThat(rejection).as("rejected by %s", rule).isPresent();
    assertThat(rejection.orElseThrow()).hasMessageContaining(offender);
  }

  private static DomainRules domain(Packages sample) {
    return new DomainRules() {
      @Override
      public Packages packages() {
        return sample;
      }

      @Override
      public JavaClasses production() {
        return importing(packageUnderTest());
      }
    };
  }

  private static ApplicationRules application(Packages sample) {
    return new ApplicationRules() {
      @Override
      public Packages packages() {
        return sample;
      }

      @Override
      public JavaClasses production() {
        return importing(packageUnderTest());
      }
    };
  }

  private static BootstrapRules bootstrap(Packages sample) {
    return new BootstrapRules() {
      @Override
      public Packages packages() {
        return sample;
      }

      @Override
      public JavaClasses production() {
        return importing(packageUnderTest());
      }
    };
  }

  private static AdapterRules adapter(Packages sample) {
    return new AdapterRules() {
      @Override
      public Packages packages() {
        return sample;
      }

      @Override
      public String packageUnderTest() {
        return sample.root() + ".adapter.things";
      }

      @Override
      public Set<String> libraries() {
        return Set.of("com.google.inject");
      }

      @Override
      public JavaClasses production() {
        return importing(packageUnderTest());
      }

      @Override
      public JavaClasses productionAndTests() {
        return importing(packageUnderTest(), sample.root() + ".adaptertest.things");
      }
    };
  }

  private static JavaClasses importing(String... packages) {
    return IMPORTED.computeIfAbsent(
        List.of(packages), names -> new ClassFileImporter().importPackages(names));
  }

  private static Packages sample(String name) {
    return new Packages("dev.mnemo.testkit.architecture.sample." + name);
  }

  private static Map<String, String> and(Map<String, String> some, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(some);
    all.putAll(more);
    return Map.copyOf(all);
  }
}
