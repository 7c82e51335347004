package dev.mnemo.application.service;

import static dev.mnemo.application.service.World.ALICE;
import static dev.mnemo.application.service.World.BOB;
import static dev.mnemo.application.service.World.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mnemo.application.DatasetUseCases;
import dev.mnemo.application.UserUseCases;
import dev.mnemo.application.port.in.DatasetContent;
import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.application.port.in.DatasetView;
import dev.mnemo.application.port.in.DatasetView.Access;
import dev.mnemo.application.port.in.NewText;
import dev.mnemo.application.port.in.Progress;
import dev.mnemo.application.port.in.RecallRequest;
import dev.mnemo.application.port.in.Remembered;
import dev.mnemo.domain.exception.AccessDeniedException;
import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.exception.NotFoundException;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.User;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.Permission;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UsersAndDatasetsTest {

  private static final UserScope ADMIN = new UserScope(new UserId("root"), true);
  private static final UserScope CAROL = UserScope.of(new UserId("carol"));
  private static final DatasetName WORK = new DatasetName("work");

  private final World world = new World();

  @Test
  void aUserShouldRegisterShowAndDescribeThemselves() {
    User created = users().create().create(ALICE, ALICE.user(), Metadata.NONE);

    User changed =
        users().change().change(ALICE, ALICE.user(), Metadata.NONE.with("name", "Alice"));

    assertThat(created.createdAt()).isEqualTo(world.clock.instant());
    assertThat(changed.metadata().values()).containsEntry("name", "Alice");
    assertThat(users().show().show(ALICE, ALICE.user())).isEqualTo(changed);
    assertThatThrownBy(() -> users().create().create(ALICE, ALICE.user(), Metadata.NONE))
        .isInstanceOf(ConflictException.class);
  }

  @Test
  void anAdministratorShouldSeeEverybody() {
    users().create().create(ADMIN, BOB.user(), Metadata.NONE);
    users().create().create(ADMIN, ALICE.user(), Metadata.NONE);

    assertThat(users().list().list(ADMIN, Optional.empty(), 10))
        .extracting(User::id)
        .containsExactly(ALICE.user(), BOB.user());
    assertThat(users().list().list(ADMIN, Optional.of(ALICE.user()), 1))
        .extracting(User::id)
        .containsExactly(BOB.user());
    assertThatThrownBy(() -> users().list().list(ALICE, Optional.empty(), 10))
        .isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> users().list().list(ADMIN, Optional.empty(), 0))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void aUserWhoWasNotRegisteredShouldNotBeFound() {
    assertThatThrownBy(() -> users().show().show(ALICE, ALICE.user()))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("create");
    assertThatThrownBy(() -> users().change().change(ALICE, ALICE.user(), Metadata.NONE))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void withoutSharedStoresTheirUseCasesShouldSayWhatIsMissing() {
    world.sharedOn = false;

    assertThatThrownBy(() -> users().show().show(ALICE, ALICE.user()))
        .isInstanceOf(BackendUnavailableException.class)
        .hasMessageContaining("bind an adapter");
    assertThatThrownBy(() -> world.useCases().jobs().list().list(ALICE, 10))
        .isInstanceOf(BackendUnavailableException.class);
  }

  @Test
  void datasetsShouldBeListedWithWhatOneMayDoWithThem() {
    world.remember(ALICE, MAIN, "Alice lives in Paris.");
    share(BOB, WORK, ALICE, Permission.WRITE);
    share(CAROL, MAIN, ALICE, Permission.READ);

    assertThat(datasets().list().list(ALICE))
        .extracting(DatasetView::access)
        .containsExactlyInAnyOrder(Access.OWN, Access.WRITE, Access.READ)
        .startsWith(Access.OWN);
    assertThat(datasets().list().list(ALICE).getFirst().counts().documents()).isEqualTo(1);
  }

  @Test
  void aDatasetShouldBeShownPageByPage() {
    world.remember(ALICE, MAIN, "Alice lives in Paris.");
    world.remember(ALICE, MAIN, "Bob lives in Rome.");

    DatasetContent first = page(Optional.empty());
    DatasetContent second =
        datasets()
            .show()
            .show(
                ALICE,
                new DatasetContent.Request(DatasetRef.DEFAULT, Optional.empty(), first.next(), 2));

    assertThat(first.documents()).hasSize(1);
    assertThat(second.documents()).hasSize(1);
    assertThat(second.documents()).doesNotContainAnyElementsOf(first.documents());
    assertThat(second.next()).isEmpty();
  }

  private DatasetContent page(Optional<Document> after) {
    return datasets()
        .show()
        .show(ALICE, new DatasetContent.Request(DatasetRef.DEFAULT, Optional.empty(), after, 1));
  }

  @Test
  void sharingShouldBeForTheOwnerAndAnother() {
    world.remember(ALICE, MAIN, "Alice lives in Paris.");

    assertThatThrownBy(() -> datasets().grant().grant(ALICE, MAIN, ALICE.user(), Permission.READ))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> datasets().grant().grant(ALICE, WORK, BOB.user(), Permission.READ))
        .isInstanceOf(NotFoundException.class);
    datasets().grant().grant(ALICE, MAIN, BOB.user(), Permission.READ);
    assertThat(datasets().list().list(BOB)).hasSize(1);
    datasets().revoke().revoke(ALICE, MAIN, BOB.user());
    assertThat(datasets().list().list(BOB)).isEmpty();
  }

  @Test
  void aNameShouldMeanTheOwnDatasetThenTheOneShared() {
    share(BOB, WORK, ALICE, Permission.READ);

    assertThat(owner(DatasetRef.of(WORK))).isEqualTo(BOB.user());
    world.remember(ALICE, WORK, "Alice lives in Paris.");
    assertThat(owner(DatasetRef.of(WORK))).isEqualTo(ALICE.user());
    assertThat(owner(DatasetRef.of(BOB.user(), WORK))).isEqualTo(BOB.user());
  }

  @Test
  void aNameThatSeveralShareShouldAskForTheOwner() {
    share(BOB, WORK, ALICE, Permission.READ);
    share(CAROL, WORK, ALICE, Permission.READ);

    assertThatThrownBy(() -> owner(DatasetRef.of(WORK)))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("bob")
        .hasMessageContaining("carol");
    assertThat(owner(DatasetRef.of(CAROL.user(), WORK))).isEqualTo(CAROL.user());
  }

  @Test
  void aTextShouldGoIntoAnothersDatasetOnlyByItsOwnersNameAndWithTheRight() {
    share(BOB, WORK, ALICE, Permission.READ);
    DatasetRef bobs = DatasetRef.of(BOB.user(), WORK);

    assertThat(remember(DatasetRef.of(WORK)).dataset().owner()).isEqualTo(ALICE.user());
    assertThatThrownBy(() -> remember(bobs)).isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> remember(DatasetRef.of(CAROL.user(), WORK)))
        .isInstanceOf(NotFoundException.class);
    world.catalog.grant(DatasetId.of(BOB.user(), WORK), ALICE.user(), Permission.WRITE);
    assertThat(remember(bobs).dataset().owner()).isEqualTo(BOB.user());
  }

  private Remembered remember(DatasetRef dataset) {
    return world
        .useCases()
        .remember()
        .remember(
            ALICE,
            dataset,
            new NewText("note", "Alice likes tea.", Optional.empty()),
            Progress.NONE);
  }

  private UserId owner(DatasetRef dataset) {
    DatasetId found =
        world
            .useCases()
            .recall()
            .recall(
                ALICE,
                new RecallRequest(
                    "lives", Optional.of(dataset), Set.of(Evidence.Kind.CHUNK), Set.of(), 1))
            .getFirst()
            .evidence()
            .provenance()
            .dataset();
    return world.catalog.find(found).orElseThrow().owner();
  }

  private void share(UserScope owner, DatasetName name, UserScope with, Permission permission) {
    world.remember(owner, name, "Somebody lives in Oslo.");
    datasets().grant().grant(owner, name, with.user(), permission);
  }

  private UserUseCases users() {
    return world.useCases().users();
  }

  private DatasetUseCases datasets() {
    return world.useCases().datasets();
  }
}
