package dev.mnemo.adapter.llm.offline;

/** The real tagger, loaded once for all tests of a run. */
final class TestModels {

  private static final Lazy<Tagger> TAGGER = new Lazy<>(Tagger::load);

  private TestModels() {}

  static RulesKnowledgeExtractor extractor() {
    return new RulesKnowledgeExtractor(TAGGER);
  }
}
