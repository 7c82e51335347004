package dev.mnemo.testkit.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

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

  /** The compiled production classes of a package, without tests. */
  static JavaClasses production(String name) {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages(name);
  }

  /** ArchUnit's pattern for a package and everything below it. */
  static String below(String name) {
    return name + "..";
  }
}
