package dev.mnemo.adapter.llm.chat;

import dev.mnemo.domain.model.Require;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a language model extracts.
 *
 * @param ontology a JSON file with the types of entities and relations that are wanted; empty for
 *     all
 * @param requestsPerMinute at most so many, repeated ones included, evenly; empty for as many as
 *     come
 */
public record ModelExtractorConfig(Optional<Path> ontology, Optional<Integer> requestsPerMinute) {

  /** Everything is wanted, at once. */
  public static final ModelExtractorConfig DEFAULT =
      new ModelExtractorConfig(Optional.empty(), Optional.empty());

  public ModelExtractorConfig {
    Require.present("ontology", ontology);
    Require.present("requests per minute", requestsPerMinute)
        .ifPresent(rate -> Require.between("requests per minute", rate, 1, 60_000));
  }
}
