package io.touchback.orders.webhook;

import io.vertx.core.buffer.Buffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** How much may be under way at once, so that a flood is refused and not a reason to fall over. */
final class Room {
  static final int LARGEST_BODY = 2 * 1024 * 1024;
  private static final int MOST_READ = 16 * 1024 * 1024;

  private final Semaphore places;
  private final AtomicLong bytesLeft;

  Room(int places, long bytes) {
    this.places = new Semaphore(places);
    this.bytesLeft = new AtomicLong(bytes);
  }

  Body body() {
    return new Body();
  }

  /** A body as it comes in; used on its connection's event loop alone. */
  final class Body {
    private Buffer read = Buffer.buffer();
    private long size;
    private int held;
    private boolean full;
    private boolean entered;

    /** What is over the limit is read, so that the sender hears of it, and forgotten. */
    void add(Buffer chunk) {
      size += chunk.length();
      if (!tooLarge() && !full && hold(chunk.length())) {
        read.appendBuffer(chunk);
      } else {
        full |= !tooLarge();
        forget();
      }
    }

    boolean tooLarge() {
      return size > LARGEST_BODY;
    }

    /** No more of it is read. */
    boolean endless() {
      return size > MOST_READ;
    }

    /** Takes one of the places; false if there is none, or there was no room for the bytes. */
    boolean enter() {
      entered = !full && places.tryAcquire();
      return entered;
    }

    byte[] bytes() {
      return read.getBytes();
    }

    /** Gives back what was taken; again if it must. */
    void leave() {
      forget();
      if (entered) {
        entered = false;
        places.release();
      }
    }

    private boolean hold(int bytes) {
      if (bytesLeft.addAndGet(-bytes) < 0) {
        bytesLeft.addAndGet(bytes);
        return false;
      }
      held += bytes;
      return true;
    }

    private void forget() {
      bytesLeft.addAndGet(held);
      held = 0;
      read = Buffer.buffer();
    }
  }
}
