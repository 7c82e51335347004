package dev.mnemo.testkit.architecture.sample.bad.adapter.things;

import com.google.inject.AbstractModule;

public class OpenModule extends AbstractModule {
  private String changing = "";

  public void change(String value) {
    changing = value + changing;
  }
}
