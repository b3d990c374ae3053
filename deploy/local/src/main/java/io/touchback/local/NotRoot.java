package io.touchback.local;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How to run PostgreSQL, which refuses to run as root: as we are if we are not root, else in a user
 * namespace, else as an unprivileged user.
 *
 * @param owner whom PostgreSQL's folder must belong to
 * @param prefix what stands before each command
 */
record NotRoot(String owner, List<String> prefix) {
  private static final String SHELL_EXEC = "exec \"$0\" \"$@\"";

  static NotRoot find() {
    var me = System.getProperty("user.name");
    if (!"0".equals(Programs.run("id", "-u").output())) {
      return new NotRoot(me, List.of());
    }
    return Stream.concat(
            Stream.of(new NotRoot(me, List.of("unshare", "-U"))),
            Stream.of("postgres", "nobody").filter(NotRoot::exists).flatMap(NotRoot::becoming))
        .filter(way -> Programs.run(way.prefix, List.of("true")).well())
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    """
                    PostgreSQL refuses to run as root, and this machine allows root neither user namespaces \
                    nor to become "nobody". Run this as a normal user, or set TOUCHBACK_DATABASE_HOST to a \
                    PostgreSQL that runs elsewhere."""));
  }

  /** Gives {@code folder} and all in it to the owner, and makes sure that he can work there. */
  void hand(Path folder) {
    if (prefix.isEmpty()) {
      return;
    }
    Programs.runOrFail(List.of(), List.of("chown", "-R", owner, folder.toString()));
    if (!Programs.run(prefix, List.of("test", "-w", folder.toString())).well()) {
      throw new UserError(
          "PostgreSQL has to run as the user %s, who cannot enter %s. Set TOUCHBACK_DATA to a folder below one that all may enter, such as /var/lib/touchback."
              .formatted(owner, folder));
    }
  }

  private static boolean exists(String user) {
    return Programs.run("id", "-u", user).well();
  }

  private static Stream<NotRoot> becoming(String user) {
    return Stream.of(
            List.of("setpriv", "--reuid=" + user, "--regid=" + group(user), "--clear-groups"),
            List.of("runuser", "-u", user, "--"),
            List.of("su", "-s", "/bin/sh", user, "-c", SHELL_EXEC))
        .map(prefix -> new NotRoot(user, prefix));
  }

  private static String group(String user) {
    return Programs.run("id", "-g", user).output();
  }
}
