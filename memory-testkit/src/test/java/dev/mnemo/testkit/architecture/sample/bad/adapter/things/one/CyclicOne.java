package dev.mnemo.testkit.architecture.sample.bad.adapter.things.one;

import dev.mnemo.testkit.architecture.sample.bad.adapter.things.two.CyclicTwo;

public record CyclicOne(CyclicTwo.Inner two) {}
