package dev.mnemo.testkit.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The packages of the system, named once. Each name means the package and everything below it.
 *
 * @param root the package above all others
 */
public record Packages(String root) {

  /** Those of mnemo itself. */
  public static final Packages MNEMO = new Packages("dev.mnemo");

  /** What any module may use: the platform, and annotations that say what may be null. */
  static final String[] EVERYWHERE = {"java..", "org.jspecify.annotations.."};

  // Classes do not change while tests run, and reading them takes longer than any rule.
  private static final Map<String, JavaClasses> PRODUCTION = new ConcurrentHashMap<>();

  public String domain() {
    return root + ".domain";
  }

  public String model() {
    return domain() + ".model";
  }

  public String ports() {
    return domain() + ".port";
  }

  public String exceptions() {
    return domain() + ".exception";
  }

  public String application() {
    return root + ".application";
  }

  public String useCases() {
    return application() + ".port.in";
  }

  public String services() {
    return application() + ".service";
  }

  public String bootstrap() {
    return root + ".bootstrap";
  }

  /** The only place that speaks to standard streams. */
  public String commandLine() {
    return bootstrap() + ".cli";
  }

  /** The compiled production classes of a package, without tests; read once for all rules. */
  static JavaClasses production(String name) {
    return PRODUCTION.computeIfAbsent(
        name,
        one ->
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(one));
  }

  /** ArchUnit's pattern for a package and everything below it. */
  static String below(String name) {
    return name + "..";
  }
}
