package dev.mnemo.testkit.architecture.sample.bad.domain.model;

public class Mutable {
  public String name = "";
}
