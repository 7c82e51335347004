package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.UserScope;
import java.util.List;

/** Finds what was remembered; no language model, no session. */
public interface Recall {

  /**
   * Ranked evidence, best first.
   *
   * @throws dev.mnemo.domain.exception.NotFoundException if a dataset is named that the caller
   *     cannot read
   */
  List<Ranked> recall(UserScope scope, RecallRequest request);
}
