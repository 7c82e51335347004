package dev.mnemo.testkit.architecture.sample.bad.domain.port;

public final class NoInterface {}
