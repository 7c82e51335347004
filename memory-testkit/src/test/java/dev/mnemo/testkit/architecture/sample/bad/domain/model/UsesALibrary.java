package dev.mnemo.testkit.architecture.sample.bad.domain.model;

import com.google.common.collect.Table;

public record UsesALibrary(Table<String, String, String> table) {}
