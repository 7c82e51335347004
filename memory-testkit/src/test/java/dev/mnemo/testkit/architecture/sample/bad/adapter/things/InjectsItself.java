package dev.mnemo.testkit.architecture.sample.bad.adapter.things;

import com.google.inject.Inject;

final class InjectsItself {
  @Inject
  InjectsItself() {}
}
