package dev.mnemo.adapter.graph.neo4j;

import java.util.ArrayList;
import java.util.List;

/** The connections of one test, to a store that is empty at the first of them. */
final class OpenConnections {

  private final TestServer server;
  private final List<Neo4jConnection> connections = new ArrayList<>();

  OpenConnections(TestServer server) {
    this.server = server;
  }

  Neo4jConnection open() {
    if (connections.isEmpty()) {
      server.clear();
    }
    Neo4jConnection connection = server.connect();
    connections.add(connection);
    return connection;
  }

  void close() {
    connections.forEach(Neo4jConnection::close);
  }
}
