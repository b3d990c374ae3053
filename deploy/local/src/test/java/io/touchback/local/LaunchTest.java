package io.touchback.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the scripts keep out of one another's way; the programs they call can be stand-ins. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LaunchTest {
  private static final Path SCRIPT = Settings.ROOT.resolve("deploy/local/launch.sh");

  @TempDir Path root;

  @BeforeEach
  void folders() throws IOException {
    Files.createDirectories(root.resolve("target"));
    Files.createDirectories(root.resolve("bin"));
  }

  @Test
  @DisplayName("Who cannot write into target/ is told so instead of waiting for ever")
  void whoCannotWriteIsTold() throws Exception {
    standIn("ln", "echo \"ln: building: No space left on device\" >&2; exit 1");
    standIn("sleep", "echo slept");
    assertEquals(
        """
        slept
        slept
        slept
        slept
        up: cannot write into %s/target (No space left on device): build as the user whom it belongs to, with room on its disk
        1"""
            .formatted(root),
        awaitOtherBuild());
  }

  @Test
  @DisplayName("A build that was killed is not waited for")
  void aKilledBuildIsNotWaitedFor() throws Exception {
    var dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.createSymbolicLink(building(), Path.of(String.valueOf(dead.pid())));
    assertEquals("0", awaitOtherBuild());
    assertTrue(Files.isSymbolicLink(building()));
  }

  @Test
  @DisplayName("A build that runs is waited for, and named once")
  void aRunningBuildIsWaitedFor() throws Exception {
    var pid = ProcessHandle.current().pid();
    Files.createSymbolicLink(building(), Path.of(String.valueOf(pid)));
    standIn("sleep", "[ -e again ] && rm target/building; touch again");
    assertEquals(
        "Waiting for the build that process " + pid + " is doing ...\n0", awaitOtherBuild());
  }

  @Test
  @DisplayName("A link that names us is of a process that had our number before")
  void ourOwnNumberIsNotWaitedFor() throws Exception {
    assertEquals("0", run("ln -s $$ target/building; await_other_build"));
  }

  @Test
  @DisplayName("Who holds the link and builds nothing is not waited for for ever")
  void whoBuildsNothingIsTold() throws Exception {
    var pid = String.valueOf(ProcessHandle.current().pid());
    Files.createSymbolicLink(building(), Path.of(pid));
    assertEquals(
        """
        up: process %s is said to be building, but nothing was written to %s/target/build.log for 10 minutes. \
        If that is no build, delete %s
        1"""
            .formatted(pid, root, building()),
        run("touch -h -t 202001010000 target/building; await_other_build"));
  }

  @Test
  @DisplayName("Nothing is built beneath a deploy/up that runs from this checkout")
  void nothingIsBuiltBeneathARunningUp() throws Exception {
    standIn("ps", "echo \"java -Dtouchback.root=$PWD io.touchback.local.Up --demo\"");
    assertEquals(
        """
        up: deploy/up is running from this checkout, and a build would replace its classes \
        (deploy/local is out of date): stop it first
        1""",
        run("build deploy/local"));
  }

  @Test
  @DisplayName("What was built once is good enough for tail and send")
  void whatIsBuiltWillDo() throws Exception {
    Files.createDirectories(root.resolve("deploy/local/target"));
    Files.writeString(root.resolve("deploy/local/target/classpath"), root + ":" + building());
    Files.createDirectory(building());
    assertEquals(
        "stale\n0",
        run(
            "sleep 1; touch pom.xml; tool_is_stale deploy/local && echo stale; build_once deploy/local"));
  }

  private Path building() {
    return root.resolve("target/building");
  }

  private void standIn(String program, String script) throws IOException {
    var file = Files.writeString(root.resolve("bin").resolve(program), "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String awaitOtherBuild() throws Exception {
    return run("await_other_build");
  }

  /** What it said, and its exit code in the last line. */
  private String run(String commands) throws Exception {
    var builder =
        new ProcessBuilder("bash", "-c", ". \"$SCRIPT\"; root=$PWD; " + commands, "deploy/up")
            .directory(root.toFile())
            .redirectErrorStream(true);
    var path = root.resolve("bin") + ":" + System.getenv("PATH");
    builder.environment().putAll(Map.of("SCRIPT", SCRIPT.toString(), "PATH", path));
    var process = builder.start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return said + process.waitFor();
  }
}
