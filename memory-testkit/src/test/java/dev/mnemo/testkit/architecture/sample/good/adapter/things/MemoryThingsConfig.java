package dev.mnemo.testkit.architecture.sample.good.adapter.things;

public record MemoryThingsConfig(String name) {}
