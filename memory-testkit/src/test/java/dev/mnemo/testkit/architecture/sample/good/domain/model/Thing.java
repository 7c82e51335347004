package dev.mnemo.testkit.architecture.sample.good.domain.model;

public record Thing(String name) {}
