package dev.mnemo.testkit.architecture.sample.bad.application.service.one;

import dev.mnemo.testkit.architecture.sample.bad.application.service.two.CyclicTwo;

public record CyclicOne(CyclicTwo.Inner two) {}
