package dev.mnemo.testkit.architecture;

/** The bootstrap: configuration, wiring, command line and the facade to embed. */
public interface BootstrapRules extends ModuleRules {

  @Override
  default String packageUnderTest() {
    return packages().bootstrap();
  }
}
