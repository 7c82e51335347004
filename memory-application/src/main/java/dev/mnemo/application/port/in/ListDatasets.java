package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.UserScope;
import java.util.List;

/** Lists the datasets that the caller may use. */
public interface ListDatasets {

  /** Own ones first, then granted ones, each by name. */
  List<DatasetView> list(UserScope scope);
}
