package dev.raglan.neighbours.library;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application with what stands beside traced services in production. */
@SpringBootApplication
class LibraryApplication {}
