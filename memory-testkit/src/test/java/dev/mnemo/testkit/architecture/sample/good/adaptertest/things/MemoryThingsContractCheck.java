package dev.mnemo.testkit.architecture.sample.good.adaptertest.things;

final class MemoryThingsContractCheck implements ThingsContract {}
