package dev.mnemo.testkit.architecture.sample.good.adaptertest.things;

public interface ThingsContract {}
