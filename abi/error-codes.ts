/**
 * Orthanc's error codes (`OrthancPluginErrorCode`): results of callbacks and of failed calls.
 *
 * `status` is the HTTP status of the answer that such a code becomes, `message` the text in its JSON. Both are what
 * clients of Orthanc compare with, as recorded from the real server.
 */
interface ErrorCodeRow {
  readonly code: number
  readonly status: number
  readonly message: string
  /** First SDK version that has the code; absent where 1.12.3 has it. */
  readonly since?: string
  /** What the message was before a given SDK version. */
  readonly former?: { readonly before: string; readonly message: string }
}

export const errorCodeRows = {
  InternalError: { code: -1, status: 500, message: 'Internal error' },
  Success: { code: 0, status: 200, message: 'Success' },
  Plugin: { code: 1, status: 500, message: 'Error encountered within the plugin engine' },
  NotImplemented: { code: 2, status: 500, message: 'Not implemented yet' },
  ParameterOutOfRange: { code: 3, status: 400, message: 'Parameter out of range' },
  NotEnoughMemory: {
    code: 4,
    status: 500,
    message: 'The server hosting Orthanc is running out of memory',
  },
  BadParameterType: { code: 5, status: 400, message: 'Bad type for a parameter' },
  BadSequenceOfCalls: { code: 6, status: 500, message: 'Bad sequence of calls' },
  InexistentItem: { code: 7, status: 404, message: 'Accessing an inexistent item' },
  BadRequest: { code: 8, status: 400, message: 'Bad request' },
  NetworkProtocol: { code: 9, status: 500, message: 'Error in the network protocol' },
  SystemCommand: { code: 10, status: 500, message: 'Error while calling a system command' },
  Database: { code: 11, status: 500, message: 'Error with the database engine' },
  UriSyntax: { code: 12, status: 400, message: 'Badly formatted URI' },
  InexistentFile: { code: 13, status: 404, message: 'Inexistent file' },
  CannotWriteFile: { code: 14, status: 500, message: 'Cannot write to file' },
  BadFileFormat: { code: 15, status: 400, message: 'Bad file format' },
  Timeout: { code: 16, status: 500, message: 'Timeout' },
  UnknownResource: { code: 17, status: 404, message: 'Unknown resource' },
  IncompatibleDatabaseVersion: {
    code: 18,
    status: 500,
    message: 'Incompatible version of the database',
  },
  FullStorage: { code: 19, status: 500, message: 'The file storage is full' },
  CorruptedFile: { code: 20, status: 500, message: 'Corrupted file (e.g. inconsistent MD5 hash)' },
  InexistentTag: { code: 21, status: 404, message: 'Inexistent tag' },
  ReadOnly: { code: 22, status: 500, message: 'Cannot modify a read-only data structure' },
  IncompatibleImageFormat: { code: 23, status: 500, message: 'Incompatible format of the images' },
  IncompatibleImageSize: { code: 24, status: 500, message: 'Incompatible size of the images' },
  SharedLibrary: { code: 25, status: 500, message: 'Error while using a shared library (plugin)' },
  UnknownPluginService: { code: 26, status: 500, message: 'Plugin invoking an unknown service' },
  UnknownDicomTag: { code: 27, status: 500, message: 'Unknown DICOM tag' },
  BadJson: { code: 28, status: 400, message: 'Cannot parse a JSON document' },
  Unauthorized: {
    code: 29,
    status: 401,
    message: 'Bad credentials were provided to an HTTP request',
  },
  BadFont: { code: 30, status: 500, message: 'Badly formatted font file' },
  DatabasePlugin: {
    code: 31,
    status: 500,
    message:
      'The plugin implementing a custom database back-end does not fulfill the proper interface',
  },
  StorageAreaPlugin: {
    code: 32,
    status: 500,
    message: 'Error in the plugin implementing a custom storage area',
  },
  EmptyRequest: { code: 33, status: 500, message: 'The request is empty' },
  NotAcceptable: {
    code: 34,
    status: 406,
    message: 'Cannot send a response which is acceptable according to the Accept HTTP header',
  },
  NullPointer: { code: 35, status: 500, message: 'Cannot handle a NULL pointer' },
  DatabaseUnavailable: {
    code: 36,
    status: 503,
    message: 'The database is currently not available (probably a transient situation)',
  },
  CanceledJob: { code: 37, status: 500, message: 'This job was canceled' },
  BadGeometry: { code: 38, status: 500, message: 'Geometry error encountered in Stone' },
  SslInitialization: {
    code: 39,
    status: 500,
    message: 'Cannot initialize SSL encryption, check out your certificates',
  },
  DiscontinuedAbi: {
    code: 40,
    status: 500,
    message: 'Calling a function that has been removed from the Orthanc Framework',
  },
  BadRange: { code: 41, status: 416, message: 'Incorrect range request' },
  DatabaseCannotSerialize: {
    code: 42,
    status: 503,
    message:
      'Database could not serialize access due to concurrent update, the transaction should be retried',
  },
  Revision: {
    code: 43,
    status: 409,
    message:
      'A bad revision number was provided, which might indicate conflict between multiple writers',
  },
  MainDicomTagsMultiplyDefined: {
    code: 44,
    status: 500,
    message: 'A main DICOM Tag has been defined multiple times for the same resource level',
  },
  ForbiddenAccess: { code: 45, status: 403, message: 'Access to a resource is forbidden' },
  DuplicateResource: { code: 46, status: 409, message: 'Duplicate resource' },
  IncompatibleConfigurations: {
    code: 47,
    status: 500,
    message: 'Your configuration file contains configuration that are mutually incompatible',
    since: '1.12.4',
  },
  SQLiteNotOpened: { code: 1000, status: 500, message: 'SQLite: The database is not opened' },
  SQLiteAlreadyOpened: { code: 1001, status: 500, message: 'SQLite: Connection is already open' },
  SQLiteCannotOpen: { code: 1002, status: 500, message: 'SQLite: Unable to open the database' },
  SQLiteStatementAlreadyUsed: {
    code: 1003,
    status: 500,
    message: 'SQLite: This cached statement is already being referred to',
  },
  SQLiteExecute: { code: 1004, status: 500, message: 'SQLite: Cannot execute a command' },
  SQLiteRollbackWithoutTransaction: {
    code: 1005,
    status: 500,
    message: 'SQLite: Rolling back a nonexistent transaction (have you called Begin()?)',
  },
  SQLiteCommitWithoutTransaction: {
    code: 1006,
    status: 500,
    message: 'SQLite: Committing a nonexistent transaction',
  },
  SQLiteRegisterFunction: {
    code: 1007,
    status: 500,
    message: 'SQLite: Unable to register a function',
  },
  SQLiteFlush: { code: 1008, status: 500, message: 'SQLite: Unable to flush the database' },
  SQLiteCannotRun: { code: 1009, status: 500, message: 'SQLite: Cannot run a cached statement' },
  SQLiteCannotStep: {
    code: 1010,
    status: 500,
    message: 'SQLite: Cannot step over a cached statement',
  },
  SQLiteBindOutOfRange: {
    code: 1011,
    status: 500,
    message: 'SQLite: Bind a value while out of range (serious error)',
    former: {
      before: '1.12.4',
      message: 'SQLite: Bing a value while out of range (serious error)',
    },
  },
  SQLitePrepareStatement: {
    code: 1012,
    status: 500,
    message: 'SQLite: Cannot prepare a cached statement',
  },
  SQLiteTransactionAlreadyStarted: {
    code: 1013,
    status: 500,
    message: 'SQLite: Beginning the same transaction twice',
  },
  SQLiteTransactionCommit: {
    code: 1014,
    status: 500,
    message: 'SQLite: Failure when committing the transaction',
  },
  SQLiteTransactionBegin: {
    code: 1015,
    status: 500,
    message: 'SQLite: Cannot start a transaction',
  },
  DirectoryOverFile: {
    code: 2000,
    status: 500,
    message: 'The directory to be created is already occupied by a regular file',
  },
  FileStorageCannotWrite: {
    code: 2001,
    status: 500,
    message: 'Unable to create a subdirectory or a file in the file storage',
  },
  DirectoryExpected: {
    code: 2002,
    status: 500,
    message: 'The specified path does not point to a directory',
  },
  HttpPortInUse: {
    code: 2003,
    status: 500,
    message: 'The TCP port of the HTTP server is privileged or already in use',
  },
  DicomPortInUse: {
    code: 2004,
    status: 500,
    message: 'The TCP port of the DICOM server is privileged or already in use',
  },
  BadHttpStatusInRest: {
    code: 2005,
    status: 500,
    message: 'This HTTP status is not allowed in a REST API',
  },
  RegularFileExpected: {
    code: 2006,
    status: 500,
    message: 'The specified path does not point to a regular file',
  },
  PathToExecutable: {
    code: 2007,
    status: 500,
    message: 'Unable to get the path to the executable',
  },
  MakeDirectory: { code: 2008, status: 500, message: 'Cannot create a directory' },
  BadApplicationEntityTitle: {
    code: 2009,
    status: 500,
    message: 'An application entity title (AET) cannot be empty or be longer than 16 characters',
  },
  NoCFindHandler: {
    code: 2010,
    status: 500,
    message: 'No request handler factory for DICOM C-FIND SCP',
  },
  NoCMoveHandler: {
    code: 2011,
    status: 500,
    message: 'No request handler factory for DICOM C-MOVE SCP',
  },
  NoCStoreHandler: {
    code: 2012,
    status: 500,
    message: 'No request handler factory for DICOM C-STORE SCP',
  },
  NoApplicationEntityFilter: { code: 2013, status: 500, message: 'No application entity filter' },
  NoSopClassOrInstance: {
    code: 2014,
    status: 500,
    message: 'DicomUserConnection: Unable to find the SOP class and instance',
  },
  NoPresentationContext: {
    code: 2015,
    status: 500,
    message: 'DicomUserConnection: No acceptable presentation context for modality',
  },
  DicomFindUnavailable: {
    code: 2016,
    status: 500,
    message: 'DicomUserConnection: The C-FIND command is not supported by the remote SCP',
  },
  DicomMoveUnavailable: {
    code: 2017,
    status: 500,
    message: 'DicomUserConnection: The C-MOVE command is not supported by the remote SCP',
  },
  CannotStoreInstance: { code: 2018, status: 500, message: 'Cannot store an instance' },
  CreateDicomNotString: {
    code: 2019,
    status: 400,
    message: 'Only string values are supported when creating DICOM instances',
  },
  CreateDicomOverrideTag: {
    code: 2020,
    status: 400,
    message: 'Trying to override a value inherited from a parent module',
  },
  CreateDicomUseContent: {
    code: 2021,
    status: 400,
    message: 'Use "Content" to inject an image into a new DICOM instance',
  },
  CreateDicomNoPayload: {
    code: 2022,
    status: 400,
    message: 'No payload is present for one instance in the series',
  },
  CreateDicomUseDataUriScheme: {
    code: 2023,
    status: 400,
    message: 'The payload of the DICOM instance must be specified according to Data URI scheme',
  },
  CreateDicomBadParent: {
    code: 2024,
    status: 400,
    message: 'Trying to attach a new DICOM instance to an inexistent resource',
  },
  CreateDicomParentIsInstance: {
    code: 2025,
    status: 400,
    message:
      'Trying to attach a new DICOM instance to an instance (must be a series, study or patient)',
  },
  CreateDicomParentEncoding: {
    code: 2026,
    status: 500,
    message: 'Unable to get the encoding of the parent resource',
  },
  UnknownModality: { code: 2027, status: 500, message: 'Unknown modality' },
  BadJobOrdering: { code: 2028, status: 500, message: 'Bad ordering of filters in a job' },
  JsonToLuaTable: {
    code: 2029,
    status: 500,
    message: 'Cannot convert the given JSON object to a Lua table',
  },
  CannotCreateLua: { code: 2030, status: 500, message: 'Cannot create the Lua context' },
  CannotExecuteLua: { code: 2031, status: 500, message: 'Cannot execute a Lua command' },
  LuaAlreadyExecuted: {
    code: 2032,
    status: 500,
    message: 'Arguments cannot be pushed after the Lua function is executed',
  },
  LuaBadOutput: {
    code: 2033,
    status: 500,
    message: 'The Lua function does not give the expected number of outputs',
  },
  NotLuaPredicate: {
    code: 2034,
    status: 500,
    message: 'The Lua function is not a predicate (only true/false outputs allowed)',
  },
  LuaReturnsNoString: {
    code: 2035,
    status: 500,
    message: 'The Lua function does not return a string',
  },
  StorageAreaAlreadyRegistered: {
    code: 2036,
    status: 500,
    message: 'Another plugin has already registered a custom storage area',
  },
  DatabaseBackendAlreadyRegistered: {
    code: 2037,
    status: 500,
    message: 'Another plugin has already registered a custom database back-end',
  },
  DatabaseNotInitialized: {
    code: 2038,
    status: 500,
    message: 'Plugin trying to call the database during its initialization',
  },
  SslDisabled: { code: 2039, status: 500, message: 'Orthanc has been built without SSL support' },
  CannotOrderSlices: {
    code: 2040,
    status: 500,
    message: 'Unable to order the slices of the series',
  },
  NoWorklistHandler: {
    code: 2041,
    status: 500,
    message: 'No request handler factory for DICOM C-Find Modality SCP',
  },
  AlreadyExistingTag: {
    code: 2042,
    status: 500,
    message: 'Cannot override the value of a tag that already exists',
  },
  NoStorageCommitmentHandler: {
    code: 2043,
    status: 500,
    message: 'No request handler factory for DICOM N-ACTION SCP (storage commitment)',
  },
  NoCGetHandler: {
    code: 2044,
    status: 500,
    message: 'No request handler factory for DICOM C-GET SCP',
  },
  DicomGetUnavailable: {
    code: 2045,
    status: 500,
    message: 'DicomUserConnection: The C-GET command is not supported by the remote SCP',
    since: '1.12.4',
  },
  UnsupportedMediaType: { code: 3000, status: 415, message: 'Unsupported media type' },
} as const satisfies Record<string, ErrorCodeRow>
