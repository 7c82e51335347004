package dev.mnemo.testkit.architecture.sample.bad.domain.model.one;

import dev.mnemo.testkit.architecture.sample.bad.domain.model.two.CyclicTwo;

public record CyclicOne(CyclicTwo.Inner two) {}
