package dev.mnemo.bootstrap.real;

import dev.mnemo.application.Adapters;
import dev.mnemo.domain.model.language.Extraction;
import dev.mnemo.domain.model.language.Passage;
import dev.mnemo.domain.port.KnowledgeExtractor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An extractor that writes down what it is paid for, so that it outlives the process. */
final class PaidExtractor implements KnowledgeExtractor {

  private final KnowledgeExtractor extractor;
  private final Path bill;

  PaidExtractor(KnowledgeExtractor extractor, Path bill) {
    this.extractor = extractor;
    this.bill = bill;
  }

  /** The adapters, each extraction of which is put on the bill. */
  static Adapters with(Adapters plain, Path bill) {
    return new Adapters(
        plain.sessions(),
        plain.ledger(),
        plain.graph(),
        plain.datasets(),
        plain.model(),
        new PaidExtractor(plain.extractor(), bill),
        plain.rewriter(),
        plain.embedder(),
        plain.reranker(),
        plain.embeddingIndex(),
        plain.shared(),
        plain.clock(),
        plain.random());
  }

  @Override
  public Extraction extract(Passage passage) {
    try {
      // One write, appended as a whole by the system whoever else writes.
      Files.writeString(
          bill,
          passage.text().replace('\n', ' ') + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return extractor.extract(passage);
  }

  /** How often each text was paid. */
  static Map<String, Long> bill(Path bill) throws IOException {
    if (!Files.exists(bill)) {
      return Map.of();
    }
    return Files.readAllLines(bill).stream()
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }
}
