package dev.mnemo.testkit.contract;

/**
 * What every {@link dev.mnemo.domain.port.KnowledgeGraph} keeps. That a failure in the middle of a
 * write leaves nothing behind is for each adapter's own tests, which know how to make it fail.
 */
public interface KnowledgeGraphContract
    extends GraphWriteClauses,
        GraphPartClauses,
        GraphTextClauses,
        GraphVectorClauses,
        GraphIsolationClauses,
        GraphTimeClauses,
        GraphSessionClauses,
        GraphForgetClauses {}
