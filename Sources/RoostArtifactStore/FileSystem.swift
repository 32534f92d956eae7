import RoostEntities

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What can be done to files by name.
///
/// All of it blocks: call it on threads that may.
enum FileSystem {
    /// Of the file itself, not of what a symbolic link leads to; `nil` when there is none.
    static func status(of path: String) throws(FileFailure) -> FileStatus? {
        var status = stat()
        do {
            try FileFailure.check("examine", path) { lstat(path, &status) }
        } catch  where error.isAbsent {
            return nil
        }
        return FileStatus(status)
    }

    /// - Returns: whether it had to be made.
    @discardableResult
    static func makeFolder(_ path: String) throws(FileFailure) -> Bool {
        do {
            try FileFailure.check("make the folder", path) { mkdir(path, 0o700) }
            return true
        } catch  where error.isPresent {
            return false
        }
    }

    /// Gives a file a further name.
    static func link(_ path: String, as name: String) throws(FileFailure) {
        #if canImport(Darwin)
        try FileFailure.check("link", name) { Darwin.link(path, name) }
        #elseif canImport(Musl)
        try FileFailure.check("link", name) { Musl.link(path, name) }
        #else
        try FileFailure.check("link", name) { Glibc.link(path, name) }
        #endif
    }

    /// - Returns: whether there was such a file.
    @discardableResult
    static func remove(_ path: String) throws(FileFailure) -> Bool {
        do {
            try FileFailure.check("remove", path) { unlink(path) }
            return true
        } catch  where error.isAbsent {
            return false
        }
    }

    /// Moves a file or folder to a name that nobody has; an empty folder may have it.
    static func move(_ path: String, to name: String) throws(FileFailure) {
        try FileFailure.check("move to", name) { rename(path, name) }
    }

    static func setPermissions(_ mode: mode_t, of path: String) throws(FileFailure) {
        try FileFailure.check("protect", path) { chmod(path, mode) }
    }

    /// Removes a folder with all that is in it, also what is read-only; no symbolic link is followed.
    static func removeTree(_ path: String) throws(FileFailure) {
        guard let status = try status(of: path) else { return }
        guard status.isFolder else {
            try remove(path)
            return
        }
        try setPermissions(0o700, of: path)
        for name in try names(in: path) {
            try removeTree("\(path)/\(name)")
        }
        try FileFailure.check("remove the folder", path) { rmdir(path) }
    }

    /// Sets the time of the last change to now.
    ///
    /// - Returns: whether there is such a file.
    static func touch(_ path: String) throws(FileFailure) -> Bool {
        do {
            try FileFailure.check("touch", path) { utimensat(AT_FDCWD, path, nil, AT_SYMLINK_NOFOLLOW) }
            return true
        } catch  where error.isAbsent {
            return false
        }
    }

    /// The names in a folder, ascending; none when there is no such folder.
    static func names(in path: String) throws(FileFailure) -> [String] {
        guard let folder = opendir(path) else {
            let failure = FileFailure(action: "list", path: path, number: errno)
            guard failure.isAbsent else { throw failure }
            return []
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}
