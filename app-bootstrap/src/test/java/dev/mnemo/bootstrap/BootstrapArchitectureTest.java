package dev.mnemo.bootstrap;

import dev.mnemo.testkit.architecture.BootstrapRules;

final class BootstrapArchitectureTest implements BootstrapRules {}
