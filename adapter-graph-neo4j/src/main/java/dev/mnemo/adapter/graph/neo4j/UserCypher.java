package dev.mnemo.adapter.graph.neo4j;

/** The statements of the user directory. */
final class UserCypher {

  static final String CREATE =
      """
      MERGE (u:MnemoUser {id: $id})
      ON CREATE SET u.createdAt = $createdAt, u.metadata = $metadata""";

  static final String FIND = "MATCH (u:MnemoUser {id: $id}) RETURN u";

  static final String LIST =
      "MATCH (u:MnemoUser) WHERE u.id > $after RETURN u ORDER BY u.id LIMIT $limit";

  static final String DESCRIBE =
      """
      MATCH (u:MnemoUser {id: $id})
      SET u.metadata = $metadata
      RETURN u""";

  static final String DELETE = "MATCH (u:MnemoUser {id: $id}) DETACH DELETE u";

  private UserCypher() {}
}
