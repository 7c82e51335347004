package dev.mnemo.testkit.broken;

import static dev.mnemo.testkit.broken.BrokenKnowledgeGraphs.mutant;
import static dev.mnemo.testkit.broken.GraphFaults.asking;
import static dev.mnemo.testkit.broken.GraphFaults.finding;
import static dev.mnemo.testkit.broken.GraphFaults.retrieving;
import static dev.mnemo.testkit.broken.GraphFaults.seen;
import static dev.mnemo.testkit.broken.GraphFaults.showing;
import static dev.mnemo.testkit.broken.GraphFaults.withChunks;
import static dev.mnemo.testkit.broken.GraphFaults.writing;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.Chunk;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.GraphCounts;
import dev.mnemo.domain.model.graph.GraphView;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.model.graph.Source;
import dev.mnemo.domain.model.graph.WriteReport;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.contract.KnowledgeGraphContract;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Graphs with faults of who sees what, and of conversations. */
final class BrokenViews {

  private BrokenViews() {}

  static List<Mutant<KnowledgeGraphContract>> all() {
    return List.of(
        mutant(
            "finds everybody's sessions",
            g ->
                new ForEverybody(g) {
                  @Override
                  public List<Candidate> retrieve(RetrievalQuery query) {
                    return each(
                        query.view(), view -> healthy.retrieve(seen(query, view)), Candidate::id);
                  }
                },
            "sessionsShouldBeFoundByTheirOwnUserAlone",
            "whatSeveralUsersSaidShouldBeFoundByEachOfThem"),
        mutant(
            "looks at all words of shared things and shows those that are seen",
            g ->
                new ForEverybody(g) {
                  @Override
                  public List<Candidate> retrieve(RetrievalQuery query) {
                    List<Candidate> found =
                        each(
                            query.view(),
                            view -> healthy.retrieve(seen(query, view)),
                            Candidate::id);
                    return found.stream()
                        .filter(one -> !healthy.describe(query.view(), Set.of(one.id())).isEmpty())
                        .toList();
                  }
                },
            "whatOnlyOthersSayOfSharedThingsShouldFindNothing"),
        mutant(
            "tells of chunks that are not seen",
            g ->
                new ForEverybody(g) {
                  @Override
                  public List<Candidate> retrieve(RetrievalQuery query) {
                    return healthy.retrieve(query).stream()
                        .map(
                            one ->
                                each(
                                        query.view(),
                                        view -> healthy.retrieve(seen(query, view)),
                                        Candidate::told)
                                    .stream()
                                    .filter(other -> other.id().equals(one.id()))
                                    .filter(other -> other.told().isPresent())
                                    .max(
                                        Comparator.comparing(
                                            other -> other.told().get().statedBy().size()))
                                    .orElse(one))
                        .toList();
                  }
                },
            "sharedFactsShouldBeToldBySeenChunksAlone"),
        mutant(
            "looks for the facts of what anybody's words name",
            g ->
                new ForEverybody(g) {
                  @Override
                  public List<Candidate> retrieve(RetrievalQuery query) {
                    Stream<Candidate> around =
                        each(
                                query.view(),
                                view -> healthy.retrieve(seen(query, view)),
                                Candidate::id)
                            .stream()
                            .filter(BrokenViews::isAround);
                    return Stream.concat(healthy.retrieve(query).stream(), around).toList();
                  }
                },
            "whatOnlyOthersSayOfAnEntityShouldNotLeadToItsFacts"),
        mutant(
            "takes nothing but words for the way to a fact where there is a vector",
            g ->
                finding(
                    g,
                    (query, one) ->
                        !query.wantsFactsAround()
                            || query.embedding().isEmpty()
                            || one.textScore() > 0),
            "whatIsSeenOfASharedEntityShouldLeadToItsFactsHoweverElseTheyAreFound"),
        mutant(
            "describes everybody's sessions",
            g ->
                new ForEverybody(g) {
                  @Override
                  public List<Evidence> describe(GraphView view, Set<EvidenceId> chosen) {
                    return each(view, one -> healthy.describe(one, chosen), Evidence::evidenceId);
                  }
                },
            "describeShouldTellNothingOfOtherUsersSessions",
            "sharedThingsShouldNameTheSeenDocumentsAlone",
            "sharedThingsShouldSpeakInTheWordsOfSeenDocuments"),
        mutant(
            "tells facts of everybody's sessions",
            g ->
                new ForEverybody(g) {
                  @Override
                  public List<Evidence.OfFact> factsAbout(
                      GraphView view, Set<NodeId> entities, int limit) {
                    return each(
                        view,
                        one -> healthy.factsAbout(one, entities, limit),
                        Evidence::evidenceId);
                  }
                },
            "factsAboutShouldTellNothingOfOtherUsersSessions"),
        mutant(
            "hides one's own sessions too",
            g ->
                retrieving(
                    g,
                    (graph, query) ->
                        graph.retrieve(
                            seen(
                                query,
                                new GraphView(new UserId("nobody"), query.view().datasets())))),
            "sessionsShouldBeFoundByTheirOwnUserAlone",
            "whatSeveralUsersSaidShouldBeFoundByEachOfThem"),
        mutant(
            "forgets who said what and after what",
            g ->
                writing(
                    g,
                    batch ->
                        withChunks(batch, batch.chunks().stream().map(BrokenViews::mute).toList())),
            "retrieveShouldFindATurnByWhatWasSaidBeforeIt",
            "retrieveShouldFindATurnByWhoSpoke",
            "chunksShouldTellWhereTheyStand"),
        mutant(
            "takes every word in capitals for a speaker",
            g ->
                new ForwardingKnowledgeGraph(g) {
                  @Override
                  public Set<String> speakers(GraphView view, String text) {
                    return Stream.of(text.split(" "))
                        .filter(word -> !word.isEmpty() && Character.isUpperCase(word.charAt(0)))
                        .collect(Collectors.toSet());
                  }
                },
            "speakersShouldBeTheWordsOfATextThatNameSomebodyWhoSpeaks"),
        mutant(
            "takes a name for another of its stem",
            g ->
                new ForwardingKnowledgeGraph(g) {
                  @Override
                  public Set<String> speakers(GraphView view, String text) {
                    return Stream.of(text.split(" "))
                        .filter(
                            word ->
                                !healthy.speakers(view, word).isEmpty()
                                    || !healthy.speakers(view, word.replaceAll("s$", "")).isEmpty()
                                    || !healthy.speakers(view, word + "e").isEmpty())
                        .collect(Collectors.toSet());
                  }
                },
            "speakersShouldBeNamedByWholeWords"),
        mutant(
            "looks for names where they are named",
            g -> asking(g, query -> query.naming(Set.of())),
            "retrieveShouldFindATurnByWhoSpoke"),
        mutant(
            "tells who speaks in everybody's sessions",
            g ->
                new ForEverybody(g) {
                  @Override
                  public Set<String> speakers(GraphView view, String text) {
                    return Set.copyOf(
                        each(view, one -> List.copyOf(healthy.speakers(one, text)), name -> name));
                  }
                },
            "speakersShouldBeThoseOfTheViewAlone"),
        mutant(
            "keeps with a turn what went",
            KeepsWhatWasSaid::new,
            "whatAForgottenEntrySaidShouldGoFromTheTurnsAfterItToo",
            "whatAnEditedEntrySaidShouldGoFromTheTurnsAfterItToo"),
        mutant(
            "forgets everybody's sessions with one user's",
            g ->
                new ForEverybody(g) {
                  @Override
                  public Map<DatasetId, GraphCounts> forgetEntries(UserId user, ForgetMode mode) {
                    Map<DatasetId, GraphCounts> taken = healthy.forgetEntries(user, mode);
                    users.forEach(one -> healthy.forgetEntries(one, mode));
                    return taken;
                  }
                },
            "forgetEntriesShouldTakeAllSessionsOfAUserAndNobodyElses"),
        mutant(
            "takes a dry run of forgetting a user for meant",
            g ->
                new ForwardingKnowledgeGraph(g) {
                  @Override
                  public Map<DatasetId, GraphCounts> forgetEntries(UserId user, ForgetMode mode) {
                    return healthy.forgetEntries(user, ForgetMode.FORGET);
                  }
                },
            "forgetEntriesShouldTakeAllSessionsOfAUserAndNobodyElses"),
        mutant(
            "takes what was said before for the turn itself",
            g -> showing(g, one -> one.scored(Math.signum(one.textScore()), one.vectorScore())),
            "retrieveShouldFindATurnByWhatWasSaidBeforeIt"),
        mutant(
            "looks for each kind alone",
            g ->
                retrieving(
                    g,
                    (graph, query) ->
                        query.kinds().stream()
                            .flatMap(kind -> graph.retrieve(ofKind(query, kind)).stream())
                            .toList()),
            "retrieveShouldFindFactsAboutTheEntitiesThatTheWordsName"));
  }

  /** Writes the latest batch anew whenever something of a session went. */
  private static final class KeepsWhatWasSaid extends ForwardingKnowledgeGraph {

    private final List<GraphBatch> written = new CopyOnWriteArrayList<>();

    KeepsWhatWasSaid(KnowledgeGraph healthy) {
      super(healthy);
    }

    @Override
    public WriteReport write(GraphBatch batch) {
      WriteReport report = healthy.write(batch);
      if (report.replaced() > 0) {
        again();
      }
      written.add(batch);
      return report;
    }

    @Override
    public Map<DatasetId, GraphCounts> forgetEntries(
        SessionKey session, Optional<EntryId> entry, ForgetMode mode) {
      Map<DatasetId, GraphCounts> forgotten = healthy.forgetEntries(session, entry, mode);
      again();
      return forgotten;
    }

    private void again() {
      written.stream()
          .reduce((one, next) -> next)
          .ifPresent(
              last -> {
                last.documents()
                    .forEach(
                        document ->
                            healthy.forget(
                                last.dataset(), Set.of(document.id()), ForgetMode.FORGET));
                healthy.write(last);
              });
    }
  }

  /** Knows the users whose sessions were written. */
  private static class ForEverybody extends ForwardingKnowledgeGraph {

    final Set<UserId> users = new CopyOnWriteArraySet<>();

    ForEverybody(KnowledgeGraph healthy) {
      super(healthy);
    }

    @Override
    public WriteReport write(GraphBatch batch) {
      batch
          .documents()
          .forEach(
              document -> {
                if (document.source() instanceof Source.SessionEntry entry) {
                  users.add(entry.entry().session().user());
                }
              });
      return super.write(batch);
    }

    /** What any of the users sees, each once. */
    <T> List<T> each(GraphView view, Function<GraphView, List<T>> asked, Function<T, Object> id) {
      Map<Object, T> all = new LinkedHashMap<>();
      for (UserId user : users) {
        asked
            .apply(new GraphView(user, view.datasets()))
            .forEach(one -> all.putIfAbsent(id.apply(one), one));
      }
      asked.apply(view).forEach(one -> all.putIfAbsent(id.apply(one), one));
      return List.copyOf(all.values());
    }
  }

  private static Chunk mute(Chunk chunk) {
    return new Chunk(
        chunk.id(),
        chunk.document(),
        chunk.position(),
        chunk.text(),
        Optional.empty(),
        chunk.embedding(),
        chunk.gist());
  }

  private static boolean isAround(Candidate one) {
    return one.id().kind() == Evidence.Kind.FACT && one.textScore() == 0 && one.vectorScore() == 0;
  }

  private static RetrievalQuery ofKind(RetrievalQuery query, Evidence.Kind kind) {
    return new RetrievalQuery(
        query.view(),
        query.phrasings(),
        query.speakers(),
        query.embedding(),
        Set.of(kind),
        query.nodeSets(),
        query.limit());
  }
}
