package dev.mnemo.testkit.architecture.sample.bad.bootstrap.one;

import dev.mnemo.testkit.architecture.sample.bad.bootstrap.two.CyclicTwo;

public record CyclicOne(CyclicTwo.Inner two) {}
