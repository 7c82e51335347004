package dev.mnemo.application.service;

import dev.mnemo.application.SharedStores;
import dev.mnemo.domain.exception.BackendUnavailableException;
import java.util.Optional;

/** The shared stores as the use cases reach them: perhaps not there. */
final class Shared {

  private final Optional<SharedStores> stores;

  Shared(Optional<SharedStores> stores) {
    this.stores = stores;
  }

  SharedStores stores() {
    return stores.orElseThrow(
        () ->
            new BackendUnavailableException(
                "shared stores", "are not kept; bind an adapter that keeps them, such as neo4j"));
  }
}
