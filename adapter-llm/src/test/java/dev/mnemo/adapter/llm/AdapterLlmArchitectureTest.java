package dev.mnemo.adapter.llm;

import dev.mnemo.testkit.architecture.AdapterRules;
import java.util.Set;

final class AdapterLlmArchitectureTest implements AdapterRules {

  @Override
  public String packageUnderTest() {
    return "dev.mnemo.adapter.llm";
  }

  @Override
  public Set<String> libraries() {
    return Set.of(
        "com.google.inject",
        "dev.langchain4j",
        "com.fasterxml.jackson",
        "com.knuddels.jtokkit",
        "io.github.resilience4j",
        "ai.onnxruntime",
        "opennlp.tools",
        "org.jspecify",
        "org.slf4j");
  }
}
