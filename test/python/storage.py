# A storage area in memory, and a C-MOVE that is one function.
import orthanc
from acting import act

files = {}


def create(uuid, kind, content):
    files[uuid] = content


def read(uuid, kind):
    return files[uuid]


def remove(uuid, kind):
    del files[uuid]


orthanc.RegisterStorageArea(act('create', usual=create), act('read', usual=read), act('remove', usual=remove))
orthanc.RegisterMoveCallback(act('move'))
