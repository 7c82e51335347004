package dev.mnemo.domain.port;

import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.Dataset;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.Permission;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which datasets there are, whose they are, and who else may use them. */
public interface DatasetCatalog {

  /** The owner's dataset of that name, created at {@code now} where there is none. */
  Dataset open(UserId owner, DatasetName name, Instant now);

  /** A dataset by its id. */
  Optional<Dataset> find(DatasetId id);

  /** The datasets a user may use in that way: own ones first, then granted ones, each by name. */
  List<Dataset> permitted(UserId user, Permission permission);

  /**
   * Allows {@code user} the use of a dataset; granting again replaces the permission.
   *
   * @throws dev.mnemo.domain.exception.NotFoundException if there is no such dataset
   */
  void grant(DatasetId dataset, UserId user, Permission permission);

  /** Who else may use a dataset, and how; none where there is no such dataset. */
  Map<UserId, Permission> grants(DatasetId dataset);

  /** Takes every grant of {@code user} on a dataset away; none is no error. */
  void revoke(DatasetId dataset, UserId user);

  /** Takes every grant away that {@code user} was given; how many there were. */
  long revokeAll(UserId user, ForgetMode mode);

  /** Removes a dataset and its grants from the catalog; whether there was one. */
  boolean delete(DatasetId id);
}
