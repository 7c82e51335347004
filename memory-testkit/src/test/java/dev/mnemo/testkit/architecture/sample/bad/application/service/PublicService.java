package dev.mnemo.testkit.architecture.sample.bad.application.service;

public final class PublicService {}
