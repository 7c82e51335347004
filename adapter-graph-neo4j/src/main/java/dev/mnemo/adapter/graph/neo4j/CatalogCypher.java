package dev.mnemo.adapter.graph.neo4j;

/** The statements of the dataset catalog. */
final class CatalogCypher {

  static final String OPEN =
      """
      MERGE (d:MnemoDataset {id: $id})
      ON CREATE SET d.owner = $owner, d.name = $name, d.createdAt = $now
      RETURN d""";

  static final String FIND = "MATCH (d:MnemoDataset {id: $id}) RETURN d";

  static final String PERMITTED =
      """
      MATCH (d:MnemoDataset) WHERE d.owner = $user
      RETURN d
      UNION
      MATCH (g:MnemoGrant) WHERE g.user = $user AND g.dataset IS NOT NULL
        AND g.permission IN $permissions
      MATCH (g)-[:MNEMO_ON]->(d:MnemoDataset)
      RETURN d""";

  /** Locks the dataset first, so that it is not deleted meanwhile. */
  static final String GRANT =
      """
      MATCH (d:MnemoDataset {id: $id})
      SET d.lock = true
      MERGE (g:MnemoGrant {user: $user, dataset: $id})
      SET g.permission = $permission
      MERGE (g)-[:MNEMO_ON]->(d)
      RETURN d""";

  static final String REVOKE =
      """
      MATCH (g:MnemoGrant {user: $user, dataset: $id})
      DETACH DELETE g""";

  static final String GRANTS =
      """
      MATCH (d:MnemoDataset {id: $id})<-[:MNEMO_ON]-(g:MnemoGrant)
      RETURN g.user AS user, g.permission AS permission""";

  static final String REVOKE_ALL =
      """
      MATCH (g:MnemoGrant) WHERE g.user = $user AND g.dataset IS NOT NULL
      DETACH DELETE g""";

  static final String DELETE =
      """
      MATCH (d:MnemoDataset {id: $id})
      SET d.lock = true
      WITH d
      CALL (d) {
        MATCH (g:MnemoGrant)-[:MNEMO_ON]->(d)
        DETACH DELETE g
      }
      DETACH DELETE d""";

  private CatalogCypher() {}
}
