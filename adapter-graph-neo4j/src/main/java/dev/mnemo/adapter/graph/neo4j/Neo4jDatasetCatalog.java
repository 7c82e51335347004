package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.*;
import dev.mnemo.domain.port.DatasetCatalog;
import java.time.Instant;
import java.util.*;

final class Neo4jDatasetCatalog implements DatasetCatalog {
  private final Neo4jConnection connection;
  Neo4jDatasetCatalog(Neo4jConnection connection) { this.connection = connection; }
  private UnsupportedOperationException todo() { return new UnsupportedOperationException(connection.toString()); }
  @Override public Dataset open(UserId owner, DatasetName name, Instant now) { throw todo(); }
  @Override public Optional<Dataset> find(DatasetId id) { throw todo(); }
  @Override public List<Dataset> permitted(UserId user, Permission permission) { throw todo(); }
  @Override public void grant(DatasetId dataset, UserId user, Permission permission) { throw todo(); }
  @Override public void revoke(DatasetId dataset, UserId user) { throw todo(); }
  @Override public boolean delete(DatasetId id) { throw todo(); }
}
