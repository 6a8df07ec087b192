import {
  exerciseBasic,
  exerciseCommitment,
  exerciseDecoder,
  exerciseSkeleton,
  exerciseWebDav,
} from './exercises.ts'
import type { Sample } from './sample.ts'

const thread = 'a thread'
const files = 'files of the machine, with Boost.Filesystem'

/** The samples, by their names. */
export const samples: readonly Sample[] = [
  {
    name: 'AutomatedJpeg2kCompression',
    about: 'compresses stored instances',
    sources: ['Plugin.cpp'],
    services: ['OrthancPluginWriteFile', 'OrthancPluginReadFile'],
    restApi: ['DELETE /instances/*', 'POST /instances'],
    missing: 'other programs, `gdcmconv` and `dcmodify`',
  },
  {
    name: 'Basic',
    about: 'routes, changes, filters, metrics, error codes, dictionary',
    sources: ['Plugin.c'],
    services: [
      'OrthancPluginRegisterIncomingHttpRequestFilter',
      'OrthancPluginRegisterIncomingDicomInstanceFilter',
      'OrthancPluginRegisterDictionaryTag',
    ],
    restApi: ['* /*'],
    exercise: exerciseBasic,
    missing:
      'a file: its callback for stored instances copies them into one, and ends there with a trap',
  },
  {
    name: 'ConnectivityChecks',
    about: 'a page',
    sources: ['Plugin.cpp'],
    usesFramework: true,
    missing: 'Orthanc’s framework with its libraries, and libraries in JavaScript from the network',
  },
  {
    name: 'CustomImageDecoder',
    about: 'a decoder of images, with text on them',
    sources: ['Plugin.cpp'],
    services: ['OrthancPluginRegisterDecodeImageCallback'],
    exercise: exerciseDecoder,
  },
  {
    name: 'DelayedDeletion',
    about: 'a storage area',
    sources: ['Plugin.cpp', 'PendingDeletionsDatabase.cpp', 'LargeDeleteJob.cpp'],
    usesFramework: true,
    missing: `${thread}, a storage area, SQLite`,
  },
  {
    name: 'Housekeeper',
    about: 'rebuilds studies in the background',
    sources: ['Plugin.cpp'],
    defines: ['HOUSEKEEPER_VERSION="0.0"'],
    usesWrapper: true,
    missing: thread,
  },
  {
    name: 'ModalityWorklists',
    about: 'worklists of a folder',
    sources: ['Plugin.cpp'],
    defines: ['MODALITY_WORKLISTS_VERSION="0.0"'],
    usesWrapper: true,
    missing: `${files}; [\`worklist\`](../guest/examples/worklist/worklist.ts) keeps worklists without`,
  },
  {
    name: 'MultitenantDicom',
    about: 'DICOM servers of its own',
    sources: ['Plugin.cpp', 'MultitenantDicomServer.cpp', 'StoreRequestHandler.cpp'],
    usesFramework: true,
    missing: `${thread}, sockets, DCMTK`,
  },
  {
    name: 'Sanitizer',
    about: 'edits received instances',
    sources: ['Plugin.cpp'],
    usesFramework: true,
    missing: 'DCMTK',
  },
  {
    name: 'ServeFolders',
    about: 'serves folders',
    sources: ['Plugin.cpp'],
    defines: ['SERVE_FOLDERS_VERSION="0.0"'],
    usesWrapper: true,
    missing: files,
  },
  {
    name: 'StorageArea',
    about: 'a storage area',
    sources: ['Plugin.cpp'],
    defines: ['USE_LEGACY_API=0'],
    services: ['OrthancPluginRegisterStorageArea2'],
    missing: 'files of the machine, with functions of C: the SDK has its own',
  },
  {
    name: 'StorageCommitmentScp',
    about: 'answers storage commitment',
    sources: ['Plugin.cpp'],
    defines: ['PLUGIN_VERSION="0.0"'],
    usesWrapper: true,
    services: ['OrthancPluginRegisterStorageCommitmentScpCallback'],
    exercise: exerciseCommitment,
  },
  {
    name: 'WebDavFilesystem',
    about: 'a file system for WebDAV, in memory',
    sources: ['Plugin.cpp'],
    usesWrapper: true,
    services: ['OrthancPluginRegisterWebDavCollection'],
    exercise: exerciseWebDav,
  },
  {
    name: 'WebSkeleton',
    about: 'a web application',
    sources: ['Framework/Plugin.cpp'],
    defines: ['ORTHANC_PLUGIN_STANDALONE=1'],
    resources: 'StaticResources',
    exercise: exerciseSkeleton,
  },
]
