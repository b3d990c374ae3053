package io.touchback.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Stands in for a packaged service: ready at once, and tells what it was started with. */
final class FakeService {
  private FakeService() {}

  public static void main(String[] arguments) throws IOException {
    var jar = System.getProperty("java.class.path");
    var service = Path.of(jar).getName(Path.of(jar).getNameCount() - 4).toString();
    var port = System.getenv(service.replace("-service", "").toUpperCase(Locale.ROOT) + "_PORT");
    Files.writeString(
        Path.of(service + ".environment"),
        System.getenv() + " -Dtold=" + System.getProperty("told"));
    var server = HttpServer.create(new InetSocketAddress(Integer.parseInt(port)), 0);
    server.createContext(
        "/q/health/ready",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    var stopped = Path.of(service + ".stopped");
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    Files.writeString(stopped, "");
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                }));
    System.out.println(service + " says hello");
  }

  /** Packs this class where the packaged service would be. */
  static void packInto(Path jar) throws IOException {
    Files.createDirectories(jar.getParent());
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
    var name = FakeService.class.getName().replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        var in = FakeService.class.getResourceAsStream("/" + name)) {
      out.putNextEntry(new JarEntry(name));
      in.transferTo(out);
    }
  }
}
