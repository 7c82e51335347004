package dev.mnemo.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.User;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.UserDirectory;
import dev.mnemo.testkit.Parallel;
import dev.mnemo.testkit.TestClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link UserDirectory} keeps. */
public interface UserDirectoryContract {

  /**
   * Opens the directory of the running test: empty at its first call; each further call opens the
   * same one once more, as another process would. Close what was opened after each test.
   */
  UserDirectory openDirectory();

  @Test
  default void aCreatedUserShouldBeFoundAsGiven() {
    User ada = user("Ada 👩 'x' \"y\" \\", new Metadata(Map.of("e-mail", "a@b \u0001")));

    openDirectory().create(ada);

    assertThat(openDirectory().find(ada.id())).contains(ada);
    assertThat(openDirectory().find(new UserId("ada"))).isEmpty();
  }

  @Test
  default void createShouldRefuseAnIdThatIsTaken() {
    UserDirectory directory = openDirectory();
    User first = user("ada", Metadata.NONE);
    directory.create(first);

    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> directory.create(user("ada", Metadata.NONE.with("name", "Ada"))))
        .withMessageContaining("ada");
    assertThat(directory.find(first.id())).contains(first);
  }

  @Test
  default void createAtTheSameTimeShouldSucceedOnce() {
    UserDirectory directory = openDirectory();

    List<Boolean> created =
        Parallel.run(
            8,
            n -> {
              try {
                directory.create(user("ada", Metadata.NONE.with("by", "writer " + n)));
                return true;
              } catch (ConflictException e) {
                return false;
              }
            });

    assertThat(created).filteredOn(one -> one).hasSize(1);
  }

  @Test
  default void listShouldPageThroughAllUsersById() {
    UserDirectory directory = openDirectory();
    List<String> ids = List.of("eve", "ada", "Zoe", "bob", "carl");
    ids.forEach(id -> directory.create(user(id, Metadata.NONE)));

    List<String> listed = new ArrayList<>();
    Optional<UserId> after = Optional.empty();
    List<User> page = directory.list(after, 2);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(2);
      page.forEach(one -> listed.add(one.id().value()));
      after = Optional.of(page.getLast().id());
      page = directory.list(after, 2);
    }

    assertThat(listed).containsExactly("Zoe", "ada", "bob", "carl", "eve");
  }

  @Test
  default void describeShouldReplaceTheMetadataAndNothingElse() {
    UserDirectory directory = openDirectory();
    User ada = user("ada", Metadata.NONE.with("old", "gone"));
    directory.create(ada);
    Metadata metadata = Metadata.NONE.with("b", "2").with("a", "");

    Optional<User> described = directory.describe(ada.id(), metadata);

    assertThat(described).contains(new User(ada.id(), ada.createdAt(), metadata));
    assertThat(directory.find(ada.id())).isEqualTo(described);
    assertThat(directory.describe(new UserId("bob"), metadata)).isEmpty();
    assertThat(directory.find(new UserId("bob"))).isEmpty();
  }

  @Test
  default void deleteShouldTakeOneUserAndNoOther() {
    UserDirectory directory = openDirectory();
    directory.create(user("ada", Metadata.NONE));
    directory.create(user("bob", Metadata.NONE));

    assertThat(directory.delete(new UserId("ada"))).isTrue();
    assertThat(directory.delete(new UserId("ada"))).isFalse();

    assertThat(directory.find(new UserId("ada"))).isEmpty();
    assertThat(directory.list(Optional.empty(), 10)).containsExactly(user("bob", Metadata.NONE));
  }

  private static User user(String id, Metadata metadata) {
    return new User(new UserId(id), TestClock.NOON, metadata);
  }
}
