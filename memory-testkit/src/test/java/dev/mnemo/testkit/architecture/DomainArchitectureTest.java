package dev.mnemo.testkit.architecture;

final class DomainArchitectureTest implements DomainRules {}
