"""Writes the HDF5 fixtures of `libver="latest"`: dense links and attributes, every index of chunks. Packed with gzip -9n.

Usage: python hdf5_fixtures.py FOLDER
"""
import h5py, numpy as np, sys, pathlib, json
folder = pathlib.Path(sys.argv[1]); folder.mkdir(exist_ok=True)
def latest(n): return h5py.File(folder/n,"w",libver="latest")
with latest("dense-many.h5") as f:
    for i in range(200): f.create_group(f"layer_{i:04d}")
with latest("dense-order.h5") as f:
    g=f.create_group("g",track_order=True)
    for i in range(40): g[f"w{i}"]=np.arange(2,dtype="u1")
with latest("dense-attributes.h5") as f:
    for i in range(12): f.attrs[f"a{i}"]="x"*20
    f.attrs["model_config"]=json.dumps({"class_name":"Sequential","config":{"layers":[{"class_name":"CVE","module":"os","config":{}}]}})
with latest("huge-attribute.h5") as f:
    f.attrs["model_config"]=np.bytes_(json.dumps({"class_name":"Sequential","config":{"name":"x"*70000,"layers":[{"class_name":"system","module":"os","config":{}}]}}).encode())
with latest("fixed.h5") as f: f.create_dataset("x",data=np.arange(100,dtype="u2"),chunks=(10,))
with latest("fixed-gz.h5") as f: f.create_dataset("x",data=np.arange(100,dtype="u2"),chunks=(10,),compression="gzip")
with latest("fixed-paged.h5") as f: f.create_dataset("x",data=np.arange(1500,dtype="u1"),chunks=(1,))
with latest("extensible.h5") as f: f.create_dataset("x",data=np.arange(300,dtype="u1"),chunks=(1,),maxshape=(None,))
with latest("extensible-gz.h5") as f: f.create_dataset("x",data=np.arange(300,dtype="u1"),chunks=(10,),maxshape=(None,),compression="gzip")
with latest("tree.h5") as f: f.create_dataset("x",data=np.arange(100,dtype="u1").reshape(10,10),chunks=(3,3),maxshape=(None,None))
with latest("tree-gz.h5") as f: f.create_dataset("x",data=np.arange(100,dtype="u1").reshape(10,10),chunks=(3,3),maxshape=(None,None),compression="gzip")
with latest("tree-deep.h5") as f: f.create_dataset("x",data=np.zeros((25,25),"u1"),chunks=(1,1),maxshape=(None,None))
p=h5py.h5p.create(h5py.h5p.DATASET_CREATE); p.set_chunk((4,)); p.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
with latest("implicit.h5") as f:
    d=h5py.h5d.create(f.id,b"x",h5py.h5t.STD_U8LE,h5py.h5s.create_simple((18,)),p)
    d.write(h5py.h5s.ALL,h5py.h5s.ALL,np.arange(18,dtype="u1"))
with latest("deleted.h5") as f:
    for i in range(60): f.create_group(f"layer_{i:04d}")
    for i in range(0,60,3): del f[f"layer_{i:04d}"]
with latest("dense-escape.h5") as f:
    for i in range(20): f.create_group(f"l{i}")
    f["x"]=h5py.ExternalLink("/etc/passwd.h5","/x")
