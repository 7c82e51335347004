package dev.mnemo.testkit.broken;

import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.User;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.UserDirectory;
import dev.mnemo.testkit.contract.UserDirectoryContract;
import dev.mnemo.testkit.fake.FakeUserDirectory;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** User directories with planted faults. */
public final class BrokenUserDirectories {

  private record Subject(UserDirectory directory) implements UserDirectoryContract {
    @Override
    public UserDirectory openDirectory() {
      return directory;
    }
  }

  private BrokenUserDirectories() {}

  /** All of them. */
  public static List<Mutant<UserDirectoryContract>> all() {
    return List.of(
        mutant(
            "forgets what is attached to a new user",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public void create(User user) {
                    healthy.create(new User(user.id(), user.createdAt(), Metadata.NONE));
                  }
                },
            "aCreatedUserShouldBeFoundAsGiven"),
        mutant(
            "replaces a user that is there",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public void create(User user) {
                    healthy.delete(user.id());
                    healthy.create(user);
                  }
                },
            "createShouldRefuseAnIdThatIsTaken"),
        mutant(
            "looks whether an id is taken before it takes it",
            healthy ->
                new Forwarding(healthy) {
                  private final Overlap race = new Overlap();

                  @Override
                  public void create(User user) {
                    boolean ignored =
                        race.run(
                            () -> {
                              healthy.create(user);
                              return true;
                            },
                            () -> false);
                  }
                },
            "createAtTheSameTimeShouldSucceedOnce"),
        mutant(
            "leaves the first user of every page out",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public List<User> list(Optional<UserId> after, int limit) {
                    return healthy.list(after, limit).stream().skip(1).toList();
                  }
                },
            "listShouldPageThroughAllUsersById"),
        mutant(
            "adds to the metadata what should replace it",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public Optional<User> describe(UserId id, Metadata metadata) {
                    Metadata both = healthy.find(id).map(User::metadata).orElse(Metadata.NONE);
                    for (var one : metadata.values().entrySet()) {
                      both = both.with(one.getKey(), one.getValue());
                    }
                    return healthy.describe(id, both);
                  }
                },
            "describeShouldReplaceTheMetadataAndNothingElse"),
        mutant(
            "deletes everybody",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public boolean delete(UserId id) {
                    boolean there = healthy.find(id).isPresent();
                    healthy.list(Optional.empty(), 100).forEach(one -> healthy.delete(one.id()));
                    return there;
                  }
                },
            "deleteShouldTakeOneUserAndNoOther"));
  }

  private static Mutant<UserDirectoryContract> mutant(
      String fault, UnaryOperator<UserDirectory> broken, String... rejectedBy) {
    return Mutant.of(fault, () -> new Subject(broken.apply(new FakeUserDirectory())), rejectedBy);
  }

  /** Hands everything on to a healthy directory; a fault overrides the rest. */
  private static class Forwarding implements UserDirectory {

    private final UserDirectory healthy;

    Forwarding(UserDirectory healthy) {
      this.healthy = healthy;
    }

    @Override
    public void create(User user) {
      healthy.create(user);
    }

    @Override
    public Optional<User> find(UserId id) {
      return healthy.find(id);
    }

    @Override
    public List<User> list(Optional<UserId> after, int limit) {
      return healthy.list(after, limit);
    }

    @Override
    public Optional<User> describe(UserId id, Metadata metadata) {
      return healthy.describe(id, metadata);
    }

    @Override
    public boolean delete(UserId id) {
      return healthy.delete(id);
    }
  }
}
