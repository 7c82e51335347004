package dev.mnemo.application;

import dev.mnemo.testkit.architecture.ApplicationRules;

final class ApplicationArchitectureTest implements ApplicationRules {}
