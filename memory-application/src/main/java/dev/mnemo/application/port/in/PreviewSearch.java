package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.UserScope;

/** Shows what a search would send to the model; calls no answering model and writes nothing. */
public interface PreviewSearch {

  /** The prompt's parts, inside the model's token budget. */
  SearchPreview preview(UserScope scope, SearchRequest request);
}
